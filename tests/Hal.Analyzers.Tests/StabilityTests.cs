using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>
/// The findings do not depend on what is analysed first: the order of methods, the number of threads, a whole compilation or the one document
/// that an editor shows; and half-typed code raises no exception.
/// </summary>
public sealed class StabilityTests
{
    // Every so many files of the corpus: the engine is the same for all of them.
    private const int Sample = 20;
    private const int KeystrokeStep = 40;

    public static TheoryData<string> Files => [.. AllFiles().Where((_, index) => index % Sample == 0)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_order_of_members_changes_nothing(string file)
    {
        string source = Read(file);
        string reversed = new MemberReverser().Visit(CSharpSyntaxTree.ParseText(source).GetRoot()).ToFullString();
        Assert.Equal(Places(Flow.Findings(source)), Places(Flow.Findings(reversed)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task One_document_has_the_findings_of_the_compilation(string file)
    {
        CSharpCompilation compilation = Flow.Compile(Read(file));
        SemanticModel model = compilation.GetSemanticModel(compilation.SyntaxTrees[0]);
        ImmutableArray<Diagnostic> ofDocument =
            await With(compilation, concurrent: true).GetAnalyzerSemanticDiagnosticsAsync(model, null, CancellationToken.None);
        Assert.Equal(Places(All(compilation, concurrent: true)), Places(ofDocument));
    }

    [Fact]
    public void One_thread_and_many_find_the_same_in_one_large_compilation()
    {
        CSharpCompilation compilation = Flow.Compile(AllFiles().Where((_, index) => index % 12 == 0).Select(Alone).ToArray());
        string[] sequential = Places(All(compilation, concurrent: false));
        Assert.NotEmpty(sequential);
        for (int run = 0; run < 2; run++)
        {
            Assert.Equal(sequential, Places(All(compilation, concurrent: true)));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Half_typed_code_raises_no_exception(string file)
    {
        string source = Read(file);
        CSharpCompilation whole = Flow.Compile(source);
        SyntaxTree tree = whole.SyntaxTrees[0];
        for (int length = KeystrokeStep; length < source.Length; length += KeystrokeStep)
        {
            SyntaxTree typed = CSharpSyntaxTree.ParseText(source[..length], (CSharpParseOptions)tree.Options, tree.FilePath);
            All(whole.ReplaceSyntaxTree(tree, typed), concurrent: false);
        }
    }

    private static ImmutableArray<Diagnostic> All(CSharpCompilation compilation, bool concurrent) =>
        With(compilation, concurrent).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();

    private static CompilationWithAnalyzers With(CSharpCompilation compilation, bool concurrent) => compilation.WithAnalyzers(
        [new ContractAnalyzer()],
        new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty),
            onAnalyzerException: (exception, _, _) => throw new InvalidOperationException(exception.ToString(), exception),
            concurrentAnalysis: concurrent,
            logAnalyzerExecutionTime: false));

    /// <summary>What is found, by the text it is found at, so that moved code compares.</summary>
    private static string[] Places(IEnumerable<Diagnostic> findings) =>
        [.. findings.Select(finding => $"{finding.Id} {finding.Location.SourceTree!.GetText().ToString(finding.Location.SourceSpan)}").Order(StringComparer.Ordinal)];

    private static string Read(string file) => File.ReadAllText(Repository.PathOf("tests", "Corpus", file));

    /// <summary>A file in a namespace of its own, beside others that name their types alike.</summary>
    private static string Alone(string file, int index)
    {
        string source = Read(file);
        Match lastUsing = Regex.Matches(source, @"^using [\w.= <>]+;\s*$", RegexOptions.Multiline).LastOrDefault() ?? Match.Empty;
        return Regex.IsMatch(source, @"^(namespace |using \w+ = )", RegexOptions.Multiline)
            ? $"// {file}\n"
            : source.Insert(lastUsing.Index + lastUsing.Length, $"\nnamespace Case{index};\n");
    }

    private static IEnumerable<string> AllFiles()
    {
        string root = Repository.PathOf("tests", "Corpus");
        return new[] { "Wrong", "Right" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .OrderBy(path => path, StringComparer.Ordinal);
    }

    /// <summary>Turns the order of the methods of each type around.</summary>
    private sealed class MemberReverser : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node)
        {
            var visited = (ClassDeclarationSyntax)base.VisitClassDeclaration(node)!;
            var methods = new Stack<MemberDeclarationSyntax>(visited.Members.OfType<BaseMethodDeclarationSyntax>());
            return visited.WithMembers(SyntaxFactory.List(visited.Members.Select(member => member is BaseMethodDeclarationSyntax ? methods.Pop() : member)));
        }
    }
}
