console.log('postinstall pending');
