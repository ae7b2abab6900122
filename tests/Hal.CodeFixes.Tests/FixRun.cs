using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Hal.Generators;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Hal.CodeFixes.Tests;

/// <summary>
/// Applies code fixes as an editor does, in a workspace in memory: to one finding or to all, found by the analyzers and the generator together. Every result is
/// judged: the finding is gone, no other of any rule has come, and there is no compiler error unless the test says so.
/// </summary>
internal sealed class FixRun
{
    private readonly CodeFixProvider _fix;
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;

    public FixRun(CodeFixProvider fix, params DiagnosticAnalyzer[] analyzers)
    {
        _fix = fix;
        _analyzers = analyzers.ToImmutableArray();
    }

    public string Id => _fix.FixableDiagnosticIds.Single();

    /// <summary>The source after the fix of the first finding.</summary>
    /// <param name="action">Which of the offered actions.</param>
    /// <param name="errors">The compiler errors that the author is left with.</param>
    public string First(string source, int action = 0, params string[] errors)
    {
        using var workspace = new AdhocWorkspace();
        Document document = Open(workspace, source);
        CodeAction offered = Offered(document, Findings(document).First())[action];
        Document changed = Apply(document, offered);
        Judge(document, changed, Findings(document).Length - 1, errors);
        return Text(changed);
    }

    /// <summary>The source after Fix All.</summary>
    public string All(string source, int action = 0, params string[] errors)
    {
        using var workspace = new AdhocWorkspace();
        Document document = Open(workspace, source);
        ImmutableArray<Diagnostic> findings = Findings(document);
        Assert.True(findings.Length > 1, "A test of Fix All needs two findings.");
        Document changed = ApplyToAll(document, findings, Offered(document, findings[0])[action]);
        Judge(document, changed, 0, errors);
        return Text(changed);
    }

    /// <summary>The titles of what is offered for the first finding.</summary>
    public string[] Titles(string source)
    {
        using var workspace = new AdhocWorkspace();
        Document document = Open(workspace, source);
        return Offered(document, Findings(document).First()).Select(action => action.Title).ToArray();
    }

    /// <summary>Applies everything that is offered, one by one and all at once, and judges each.</summary>
    /// <returns>The line of each finding, and what was offered for it.</returns>
    public IReadOnlyList<(int Line, string[] Titles)> EveryOffer(string source)
    {
        using var workspace = new AdhocWorkspace();
        Document document = Open(workspace, source);
        ImmutableArray<Diagnostic> findings = Findings(document);
        ImmutableArray<CodeAction>[] offers = findings.Select(finding => Offered(document, finding)).ToArray();
        foreach (CodeAction action in offers.SelectMany(offered => offered))
        {
            Judge(document, Apply(document, action), findings.Length - 1, [], mayMendMore: true);
        }

        foreach (IGrouping<string, CodeAction> alike in offers.SelectMany(offered => offered).GroupBy(action => action.Title).Where(alike => alike.Count() > 1))
        {
            Judge(document, ApplyToAll(document, findings, alike.First()), findings.Length - alike.Count(), [], mayMendMore: true);
        }

        return findings
            .Select((finding, index) => (finding.Location.GetLineSpan().StartLinePosition.Line + 1, offers[index].Select(action => action.Title).ToArray()))
            .ToArray();
    }

    /// <summary>Applies everything that is offered, one by one and all at once, and judges nothing: broken code only must not break the fix.</summary>
    /// <returns>How many findings there were.</returns>
    public int Survive(string source)
    {
        using var workspace = new AdhocWorkspace();
        Document document = Open(workspace, source);
        ImmutableArray<Diagnostic> findings = Findings(document);
        foreach (CodeAction action in findings.SelectMany(finding => Offered(document, finding)))
        {
            Text(Apply(document, action));
            Text(ApplyToAll(document, findings, action));
        }

        return findings.Length;
    }

    private static Document Open(AdhocWorkspace workspace, string source)
    {
        CSharpCompilation template = TestCompilation.Create();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Test",
            "Test",
            LanguageNames.CSharp,
            parseOptions: TestCompilation.ParseOptions,
            compilationOptions: template.Options,
            metadataReferences: template.References.Append(DriverSources.Devices),
            analyzerReferences: [new GeneratorReference()]));
        return project.AddDocument("Test.cs", SourceText.From(source), filePath: "Test.cs");
    }

    private ImmutableArray<Diagnostic> Findings(Document document) => AllFindings(document).Where(diagnostic => diagnostic.Id == Id).ToImmutableArray();

    private IEnumerable<Diagnostic> AllFindings(Document document)
    {
        GeneratorRun run = Generate(document);
        SyntaxTree tree = document.GetSyntaxTreeAsync().GetAwaiter().GetResult()!;
        IEnumerable<Diagnostic> analyzed = _analyzers.IsEmpty ? [] : AnalyzerRun.Run(run.Output, _analyzers, enabled: [Id]);

        // A generator names a place by path and position; an editor finds the document by the path.
        IEnumerable<Diagnostic> generated = run.Reported.Select(diagnostic =>
            Diagnostic.Create(diagnostic.Descriptor, Location.Create(tree, diagnostic.Location.SourceSpan)));
        return analyzed.Concat(generated).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start);
    }

    // The project's own compilation has what the generator wrote; what it reports is known from a run of its own.
    private static GeneratorRun Generate(Document document)
    {
        var compilation = (CSharpCompilation)document.Project.GetCompilationAsync().GetAwaiter().GetResult()!;
        return GeneratorRun.Run(
            compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(tree => tree.FilePath != document.FilePath)), new HalImplementationGenerator());
    }

    private ImmutableArray<CodeAction> Offered(Document document, Diagnostic diagnostic)
    {
        ImmutableArray<CodeAction>.Builder actions = ImmutableArray.CreateBuilder<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None);
        _fix.RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        return actions.ToImmutable();
    }

    private Document ApplyToAll(Document document, ImmutableArray<Diagnostic> findings, CodeAction like)
    {
        var context = new FixAllContext(
            document,
            _fix,
            FixAllScope.Document,
            like.EquivalenceKey!,
            _fix.FixableDiagnosticIds,
            new KnownDiagnostics(findings),
            CancellationToken.None);
        return Apply(document, _fix.GetFixAllProvider()!.GetFixAsync(context).GetAwaiter().GetResult()!);
    }

    private static Document Apply(Document document, CodeAction action)
    {
        ApplyChangesOperation operation = Assert.Single(
            action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult().OfType<ApplyChangesOperation>());
        return operation.ChangedSolution.GetDocument(document.Id)!;
    }

    // One release can mend two findings: of the share before a loop, and of the one in it.
    private void Judge(Document before, Document changed, int findingsLeft, string[] errors, bool mayMendMore = false)
    {
        int count = Findings(changed).Length;
        Assert.True(count == findingsLeft || (mayMendMore && count < findingsLeft), $"{count} findings are left.\n{Text(changed)}");
        List<string> known = AllFindings(before).Select(finding => finding.Id).ToList();
        foreach (Diagnostic finding in AllFindings(changed))
        {
            Assert.True(known.Remove(finding.Id), $"New: {finding}\n{Text(changed)}");
        }

        IEnumerable<string> left = Generate(changed).CompilerDiagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id)
            .Distinct()
            .Order();
        Assert.True(left.SequenceEqual(errors.Order()), $"Errors: {string.Join(", ", left)}\n{Text(changed)}");
    }

    private static string Text(Document document) => document.GetTextAsync().GetAwaiter().GetResult().ToString();

    private sealed class KnownDiagnostics(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellation) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellation) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellation) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
    /// <summary>The generator as a project has it, so that the fixes see what it writes.</summary>
    private sealed class GeneratorReference : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> _generators = [new HalImplementationGenerator().AsSourceGenerator()];

        public override string FullPath => typeof(HalImplementationGenerator).Assembly.Location;

        public override object Id => nameof(GeneratorReference);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;
    }
}
