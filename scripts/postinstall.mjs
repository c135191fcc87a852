console.log('postinstall pending')
