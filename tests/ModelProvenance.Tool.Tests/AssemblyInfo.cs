// Paths in the contract's cases are relative to their folder, and a process has one current folder.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
