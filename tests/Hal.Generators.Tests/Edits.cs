using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Hal.Generators.Tests;

/// <summary>Edits of a compilation, as an editor makes them: one tree replaced, the others the same objects.</summary>
internal static class Edits
{
    public static CSharpCompilation Replace(CSharpCompilation compilation, int index, string source)
    {
        SyntaxTree old = compilation.SyntaxTrees[index];
        return compilation.ReplaceSyntaxTree(old, old.WithChangedText(SourceText.From(source, Encoding.UTF8)));
    }

    public static CSharpCompilation Replace(CSharpCompilation compilation, int index, string oldText, string newText)
    {
        string source = compilation.SyntaxTrees[index].ToString();
        Xunit.Assert.Contains(oldText, source);
        return Replace(compilation, index, source.Replace(oldText, newText));
    }

    public static CSharpCompilation Add(CSharpCompilation compilation, string source) =>
        compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            SourceText.From(source, Encoding.UTF8),
            (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            $"Test{compilation.SyntaxTrees.Count()}.cs"));
}
