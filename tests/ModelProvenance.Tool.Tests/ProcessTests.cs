using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ModelProvenance.Tool.Tests;

/// <summary>Runs of the built tool as its own process: pipes, signals, memory. They need Linux, as CI has it, for signals and for the peak of memory.</summary>
public class ProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "modelprov.dll");

    [Fact]
    public async Task Results_go_through_a_pipe_without_escape_sequences()
    {
        using var run = Start("dotnet", [Tool, "inspect", "deepseek-r1"]);
        var (output, error) = await Finish(run);
        run.ExitCode.Should().Be(0);
        output.Should().StartWith("deepseek-r1\n").And.NotContain("\u001b").And.NotContain("\r");
        error.Should().BeEmpty();
    }

    [Fact]
    public async Task Exit_codes_leave_the_process()
    {
        using var usage = Start("dotnet", [Tool, "zzgloop"]);
        await Finish(usage);
        usage.ExitCode.Should().Be(2);
        using var unknown = Start("dotnet", [Tool, "inspect", "zzgloop"]);
        var (output, _) = await Finish(unknown);
        unknown.ExitCode.Should().Be(3);
        output.Should().BeEmpty();
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task A_reader_that_goes_away_ends_the_tool_quietly_even_when_the_input_has_no_end(string format)
    {
        // The shell's exit code is that of head; the tool's own is written to standard error.
        using var run = Start("bash", ["-c", "yes deepseek-r1 2>/dev/null | { dotnet \"$0\" identify - --format \"$1\"; echo \"exit $?\" >&2; } | head -1", Tool, format]);
        var (output, error) = await Finish(run);
        output.Split('\n').Should().HaveCount(2);
        error.Should().Be("exit 0\n");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_the_tool_with_the_exit_code_that_shells_expect(string signal, int exit)
    {
        // A run of the tests in the background of a shell ignores interrupts, and what it starts inherits that; env gives the signal its usual meaning back.
        using var run = Start("env", [$"--default-signal={signal}", "dotnet", Tool, "identify", "-", "--format", "json"]);
        await run.StandardInput.WriteLineAsync("deepseek-r1");
        await run.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        // The answer shows that the tool is at work.
        (await run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).Should().StartWith("{");
        using (var kill = Start("bash", ["-c", "kill -s \"$0\" \"$1\"", signal, run.Id.ToString(CultureInfo.InvariantCulture)]))
            await Finish(kill);
        await WaitFor(run);
        run.ExitCode.Should().Be(exit);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_number_of_names()
    {
        var small = await PeakMegabytes(10_000);
        var large = await PeakMegabytes(100_000);
        (large - small).Should().BeLessThan(20, "10,000 names took {0} MB, 100,000 names {1} MB", small, large);
    }

    [Fact]
    public async Task The_bash_completion_asks_the_tool()
    {
        const string Script = """
            modelprov() { dotnet "$TOOL" "$@"; }
            source <(modelprov completion bash)
            COMP_LINE="modelprov catalog va"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(modelprov catalog va); COMP_CWORD=2
            _modelprov
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        using var run = Start("bash", ["-c", Script], ("TOOL", Tool));
        var (output, error) = await Finish(run);
        error.Should().BeEmpty();
        output.Should().Be("validate\n");
    }

    [Fact]
    public async Task The_quick_start_prints_developer_licence_with_sources_and_lineage()
    {
        using var run = Start("dotnet", [Sample("QuickStart")]);
        var (output, error) = await Finish(run);
        error.Should().BeEmpty();
        var lines = output.Split('\n');
        lines[0].Should().Be("DeepSeek-R1-Distill-Llama-8B, developed by DeepSeek, published here by unsloth");
        lines[1].Should().Be("Licence of the weights: MIT");
        lines[2].Should().StartWith("  https://");
        lines.Should().Contain("deepseek-r1-distill-llama-8b <- llama-3.1-8b (Finetune)");
    }

    [Fact]
    public async Task The_sample_on_release_intervals_writes_its_page_and_picture()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        using var run = Start("dotnet", [Sample("ReleaseIntervals"), folder]);
        var (_, error) = await Finish(run);
        error.Should().BeEmpty();
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "release-intervals.md"), TestContext.Current.CancellationToken);
        page.Should().Contain("\n| DeepSeek | CN | ").And.Contain("\n| Meta | US | ").And.Contain("## What this says, and what not");
        var picture = await File.ReadAllTextAsync(Path.Combine(folder, "release-intervals.svg"), TestContext.Current.CancellationToken);
        picture.Should().StartWith("<?xml").And.EndWith("</svg>\n").And.Contain(">deepseek</text>");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_sample_on_obligations_runs_the_chain()
    {
        using var run = Start("dotnet", [Sample("WhatDoIOwe"), "--as-of", "2026-11-24"]);
        var (output, error) = await Finish(run);
        error.Should().BeEmpty();
        var parts = output.Split("== ").ToDictionary(part => part.Split('\n')[0], StringComparer.Ordinal);
        // Two kinds of distillation under one licence: Qwen2.5-Math-7B is Apache-2.0, Llama-3.1-8B is not (README of DeepSeek-R1, section 7).
        parts["deepseek-ai/DeepSeek-R1-Distill-Qwen-7B"].Should().Contain("deepseek-r1-distill-qwen-7b <- qwen2.5-math-7b (Finetune)").And.NotContain("Built with");
        parts["deepseek-ai/DeepSeek-R1-Distill-Llama-8B"].Should().Contain("Built with Llama").And.Contain("deepseek-r1-distill-llama-8b <- llama-3.1-8b (Finetune)");
        parts["moonshotai/Kimi-K2-Instruct"].Should().Contain("licence  LicenseRef-Kimi-K2-Modified-MIT (catalog, kimi-k2-instruct)").And.NotContain("unknown  ");
        parts["gemma-fine-tune"].Should().Contain("licence  MIT (README.md, line 2)").And.Contain("hand down the use restrictions");
        const string NoCommercialUse = "the text does not license commercial use";
        parts["Qwen/Qwen2.5-3B-Instruct"].Should().Contain(NoCommercialUse);
        parts["Qwen/Qwen2.5-7B-Instruct"].Should().NotContain(NoCommercialUse);
        parts["merge"].Should().Contain("licence  Apache-2.0 (README.md, line 2)").And.Contain("this <- aceinstruct-7b (Merge), CC-BY-NC-4.0").And.Contain(NoCommercialUse);
        parts["NOTICE"].Should().Contain("Llama 3.1 is licensed under the Llama 3.1 Community License");
    }

    [Fact]
    public async Task The_sample_on_terms_of_all_models_writes_its_page()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        using var run = Start("dotnet", [Sample("TermsOfAllModels"), folder]);
        var (_, error) = await Finish(run);
        error.Should().BeEmpty();
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "terms-of-all-models.md"), TestContext.Current.CancellationToken);
        page.Should().StartWith("# One use, every model\n").And.Contain("\n| all | ").And.Contain("\n| the licence of the model | ").And.Contain("\n| Apache-2.0 | ");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_sample_of_queries_answers_each()
    {
        using var run = Start("dotnet", [Sample("CatalogQueries")]);
        var (output, error) = await Finish(run);
        error.Should().BeEmpty();
        var lines = output.TrimEnd().Split('\n');
        lines.Where(line => line.EndsWith(':')).Should().HaveCount(3);
        // README of DeepSeek-R1: the distilled models came with it on 2025-01-20, under MIT.
        lines.Should().ContainMatch("  2025-01-20  deepseek-r1-distill-qwen-1.5b (*)");
        lines.Should().ContainMatch("*Alibaba Group, KY").And.ContainMatch("  LicenseRef-*: threshold: *monthly active users*");
    }

    [Fact]
    public async Task The_bot_comments_on_a_card_and_suggests_the_repair()
    {
        using var run = Start("dotnet", [Sample("CardBot"), "acme/hedge"]);
        await run.StandardInput.WriteAsync("---\nlicense: MIT\n---\n# Hedge\n\nA model.\n");
        run.StandardInput.Close();
        var (output, error) = await Finish(run);
        error.Should().BeEmpty();
        run.ExitCode.Should().Be(1);
        output.Should().Contain("- **error** line 2: The licence 'MIT'").And.Contain("(https://modelprovenance.github.io/rules/MP2101)").And.EndWith("```suggestion\n---\nlicense: mit\n---\n# Hedge\n\nA model.\n```\n");
    }

    [Fact]
    public async Task The_sample_of_a_layer_puts_facts_on_top()
    {
        using var run = Start("dotnet", [Sample("PrivateLayer")]);
        var (output, error) = await Finish(run);
        error.Should().BeEmpty();
        var lines = output.TrimEnd().Split('\n');
        lines[0].Should().Be("local.hedge-assistant: hedge-assistant, Apache-2.0");
        lines[1].Should().Be("  local.hedge-assistant <- qwen2.5-7b (Finetune)");
        lines[2].Should().Be("qwen2.5-7b contextWindow 32768, preferred: https://git.acme.example/models/register");
        // Qwen2.5 report, table 1: 128K, which is 131,072 tokens.
        lines[3].Should().StartWith("qwen2.5-7b contextWindow 131072: https://");
    }

    [Theory]
    [InlineData("{\"schemaVersion\":\"1.0\",\"models\":[{\"ref\":\"qwen2.5-7b\"}]}", 0, "valid\n")]
    [InlineData("{\"schemaVersion\":\"1.0\"}", 1, "PropertyRequired at #/models\n1 errors\n")]
    public async Task The_schema_serves_without_this_library(string document, int exit, string end)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, document, TestContext.Current.CancellationToken);
        using var run = Start("dotnet", [Sample("SchemaWithNJsonSchema"), Repository.Path("schema", "v1", "draft-07", "manifest.schema.json"), path]);
        var (output, error) = await Finish(run);
        File.Delete(path);
        error.Should().BeEmpty();
        run.ExitCode.Should().Be(exit);
        output.Should().EndWith(end);
    }

    [Fact]
    public async Task The_service_answers_and_describes_itself()
    {
        using var run = Start("dotnet", [Sample("CatalogService"), "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Microsoft.AspNetCore=Warning"]);
        try
        {
            string? address = null;
            while (address is null && await run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
                address = line.Contains("Now listening on: ", StringComparison.Ordinal) ? line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].Trim() : null;
            using var client = new HttpClient { BaseAddress = new Uri(address!) };
            var identified = await client.GetStringAsync(new Uri("/identify?name=unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF", UriKind.Relative), TestContext.Current.CancellationToken);
            identified.Should().Contain("\"model\":\"deepseek-r1-distill-llama-8b\",\"developer\":\"deepseek\"");
            var lineage = await client.GetStringAsync(new Uri("/models/deepseek-r1-distill-llama-8b/lineage", UriKind.Relative), TestContext.Current.CancellationToken);
            lineage.Should().Contain("{\"child\":\"deepseek-r1-distill-llama-8b\",\"parent\":\"llama-3.1-8b\",\"relation\":\"Finetune\"}");
            var unknown = await client.GetAsync(new Uri("/models/qwen2.5-7", UriKind.Relative), TestContext.Current.CancellationToken);
            ((int)unknown.StatusCode).Should().Be(404);
            (await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("qwen2.5-7b");
            var description = await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
            description.Should().Contain("\"/models/{id}/lineage\"").And.Contain("\"/licenses/{id}\"");
        }
        finally
        {
            run.Kill(entireProcessTree: true);
        }
    }

    // .../bin/Debug/net10.0/ of this project and of the sample.
    private static string Sample(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        return Repository.Path("samples", name, "bin", folder.Parent!.Name, folder.Name, name + ".dll");
    }

    // Names of every kind: known ones, quantized ones, unknown ones, hostile ones.
    private static async Task<double> PeakMegabytes(int count)
    {
        using var run = Start("dotnet", [Tool, "identify", "-", "--format", "json"]);
        var reading = CountLines(run.StandardOutput);
        var names = new StringBuilder();
        var peak = 0d;
        for (var i = 0; i < count; i++)
        {
            names.Append((i % 5) switch
            {
                0 => "unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF",
                1 => $"someone-{i}/Qwen2.5-7B-Instruct-finetune-{i}",
                2 => $"deepseek-r1:{i}b",
                3 => $"unknown \u0007 {i} \uFFFD",
                _ => "",
            }).Append('\n');
            if (names.Length < 60_000 && i < count - 1)
                continue;
            await run.StandardInput.WriteAsync(names, TestContext.Current.CancellationToken);
            names.Clear();
        }

        await run.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        // The last answer waits for the end of the input; the process must be there when its peak is read.
        var status = await File.ReadAllLinesAsync($"/proc/{run.Id}/status", TestContext.Current.CancellationToken);
        peak = Kilobytes(status) / 1024d;
        run.StandardInput.Close();
        (await reading).Should().Be(count);
        await WaitFor(run);
        run.ExitCode.Should().Be(0);
        return peak;
    }

    // "VmHWM:	  123456 kB", the peak of resident memory; see proc(5).
    private static double Kilobytes(string[] status) =>
        double.Parse(status.Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    private static async Task<int> CountLines(StreamReader reader)
    {
        var lines = 0;
        while (await reader.ReadLineAsync() is not null)
            lines++;
        return lines;
    }

    private static Process Start(string program, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task<(string Output, string Error)> Finish(Process process)
    {
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await WaitFor(process);
        return (await output, await error);
    }

    // A tool that hangs must fail the test, not stop the run.
    private static async Task WaitFor(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end.");
        }
    }
}
