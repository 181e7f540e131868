// passkeys.js: asks the browser for a passkey, and sends what it answers by the form that stands there.
// What is asked stands in the page as JSON, in which bytes are written in the base64 of addresses.

const ASKING = "Follow what your browser or your device asks of you.";
const REFUSED = "Nothing was sent: the browser found no passkey, or it was stopped. You can try again.";
const REGISTERED = "This device holds a passkey of your account already. Use another device.";

/** Return the bytes that a text in base64 of addresses stands for. */
function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** Return bytes as a text in base64 of addresses. */
function textOf(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Return the same list of passkeys with their ids as bytes. */
function listed(passkeys = []) {
  return passkeys.map((each) => ({ ...each, id: bytesOf(each.id) }));
}

/** Return what the browser is asked to do, in the form in which it wants it. */
function wanted(options) {
  const asked = { ...options, challenge: bytesOf(options.challenge) };
  if (options.user) {
    asked.user = { ...options.user, id: bytesOf(options.user.id) };
    asked.excludeCredentials = listed(options.excludeCredentials);
  } else {
    asked.allowCredentials = listed(options.allowCredentials);
  }
  return asked;
}

/** Return what the browser answered as an object that JSON can hold. */
function answered(credential) {
  const response = {};
  const names = ["attestationObject", "clientDataJSON", "authenticatorData", "signature", "userHandle"];
  for (const name of names) {
    if (credential.response[name]) {
      response[name] = textOf(credential.response[name]);
    }
  }
  if (credential.response.getTransports) {
    response.transports = credential.response.getTransports();
  }
  const extensions = JSON.stringify(credential.getClientExtensionResults());
  return { id: credential.id, rawId: textOf(credential.rawId), type: credential.type, response, extensions };
}

/** Ask once, and send the answer; say what happened where there is none. */
async function ask(place) {
  const says = place.querySelector("[data-says]");
  const button = place.querySelector("button");
  const form = place.querySelector("form");
  says.textContent = ASKING;
  button.hidden = true;
  try {
    const publicKey = wanted(JSON.parse(place.dataset.options));
    const credential = await navigator.credentials[place.dataset.passkey]({ publicKey });
    form.elements.credential.value = JSON.stringify(answered(credential));
    form.submit();
  } catch (error) {
    says.textContent = error.name === "InvalidStateError" ? REGISTERED : REFUSED;
    button.textContent = "Try again";
    button.hidden = false;
  }
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (window.PublicKeyCredential) {
    place.querySelector("button").addEventListener("click", () => ask(place));
    ask(place);
  }
}
