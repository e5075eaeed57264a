model = AutoModel.from_pretrained("nobody/Nothing")
