// Asks the browser for a passkey, to sign in with it or to add one. The page works without.
;(() => {
  const { browserSupportsWebAuthn, startAuthentication, startRegistration } =
    globalThis.SimpleWebAuthnBrowser
  const place = document.getElementById('passkey')
  if (!place || !browserSupportsWebAuthn()) return
  const says = document.getElementById('passkey-says')
  const token = document.querySelector('input[name=_csrf]').value

  const ask = async (address, body) => {
    const answer = await fetch(address, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'csrf-token': token,
      },
      body: JSON.stringify(body),
    })
    const held = await answer.json()
    if (!answer.ok) throw new Error(`${held.refusal.message} ${held.refusal.remedy}`)
    return held
  }

  const signIn = async () => {
    const optionsJSON = await ask('/sign-in/passkey/options', {})
    const response = await startAuthentication({ optionsJSON })
    const to = document.querySelector('input[name=to]')?.value ?? '/'
    return ask('/sign-in/passkey', { response, to })
  }

  const add = async () => {
    const optionsJSON = await ask('/account/passkeys/options', {})
    const response = await startRegistration({ optionsJSON })
    return ask('/account/passkeys', { response })
  }

  place.hidden = false
  place.querySelector('button').addEventListener('click', async () => {
    says.textContent = ''
    try {
      const { to } = await (place.dataset.does === 'add' ? add() : signIn())
      location.assign(to)
    } catch (error) {
      says.textContent =
        error instanceof Error && error.name === 'Error'
          ? error.message
          : 'That did not work, or was stopped. You can try again.'
    }
  })
})()
