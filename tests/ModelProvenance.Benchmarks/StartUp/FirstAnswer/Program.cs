using ModelProvenance;

// One name, one record, one licence: what a program asks first.
var resolution = ModelResolver.Default.Resolve(args.Length > 0 ? args[0] : "Qwen/Qwen2.5-7B-Instruct");
Console.Out.Write(resolution.Model?.License(ModelProvenance.Catalog.LicenseScope.Weights)?.Expression.ValueOrDefault);
