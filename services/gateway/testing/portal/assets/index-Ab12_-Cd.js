document.title = "shown";
