// A form that the browser fills with a passkey: data-passkey says whether it makes one or proves one,
// data-options what the server asks for, else that is fetched from where the form goes.
const decoded = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const encoded = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const described = (keys) => (keys ?? []).map((key) => ({ ...key, id: decoded(key.id) }));

function made(asked) {
  const user = { ...asked.user, id: decoded(asked.user.id) };
  const excludeCredentials = described(asked.excludeCredentials);
  const publicKey = { ...asked, user, excludeCredentials, challenge: decoded(asked.challenge) };
  return navigator.credentials.create({ publicKey });
}

function proved(asked) {
  const allowCredentials = described(asked.allowCredentials);
  const publicKey = { ...asked, allowCredentials, challenge: decoded(asked.challenge) };
  return navigator.credentials.get({ publicKey });
}

function told(credential) {
  const response = { clientDataJSON: encoded(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = encoded(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: encoded(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function asked(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

export function passkey(form) {
  const button = form.querySelector("button");
  const status = form.querySelector("[role=status]");
  // the browser has none for an address in numbers
  const isName = !/^[\d.]+$|:/.test(location.hostname.replace(/^\[|\]$/g, ""));
  if (!window.PublicKeyCredential || !isName) {
    status.textContent = form.dataset.unable ?? "";
    return;
  }
  form.hidden = false;
  button.hidden = false;
  status.textContent = "";
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    try {
      const { publicKey } = await asked(form);
      const credential = await (form.dataset.passkey === "make" ? made(publicKey) : proved(publicKey));
      form.elements.credential.value = told(credential);
      form.submit();
    } catch {
      status.textContent = form.dataset.failed; // turned down, or nothing that fits
    }
  });
}
