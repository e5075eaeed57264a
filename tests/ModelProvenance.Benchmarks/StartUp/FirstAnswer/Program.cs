using ModelProvenance;
using ModelProvenance.Catalog;

// One name, one record, one licence: what a program asks first.
var license = ModelResolver.Default.Resolve("Qwen/Qwen2.5-7B-Instruct").Model?.License(LicenseScope.Weights)?.Expression.ValueOrDefault;
Console.Out.Write(args.Length > 0 ? $"{Environment.WorkingSet / 1_000_000} MB" : license);
