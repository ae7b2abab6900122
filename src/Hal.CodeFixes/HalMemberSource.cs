using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Hal.Generators.Model;
using Hal.Generators.Output;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Hal.CodeFixes;

/// <summary>Source of a HAL member to be written: the contracts of the interface as a doc comment, the signature, and a body that throws.</summary>
internal static class HalMemberSource
{
    private static readonly Lazy<Dictionary<string, string>> Contracts = new(ReadContracts);

    /// <param name="newLine">As the document ends its lines.</param>
    public static MethodDeclarationSyntax Method(HalMember member, string newLine)
    {
        string text = Contracts.Value[member.Name]
            + $"private {Signatures.Qualified(member).Replace("global::System.UIntPtr", "nuint")} => throw new global::System.NotImplementedException();\n";
        var method = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(("\n" + text).Replace("\n", newLine))!;
        return method.WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);
    }

    // The doc comments of IHal, whose source is embedded. References become plain code: the author's file need not import what they name.
    private static Dictionary<string, string> ReadContracts()
    {
        using Stream stream = typeof(HalMemberSource).Assembly.GetManifestResourceStream("IHal.cs")
            ?? throw new InvalidOperationException("The source of IHal is not embedded in the code fixes.");
        using var reader = new StreamReader(stream);
        return CSharpSyntaxTree.ParseText(reader.ReadToEnd().Replace("\r\n", "\n")).GetRoot()
            .DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .ToDictionary(method => method.Identifier.ValueText, DocComment);
    }

    private static string DocComment(MethodDeclarationSyntax method) => string.Concat(method.GetLeadingTrivia()
        .ToFullString()
        .Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith("///", StringComparison.Ordinal))
        .Select(line => WithoutReferences(line) + "\n"));

    private static string WithoutReferences(string line)
    {
        const string Open = "<see cref=\"";
        const string Close = "\"/>";
        for (int at = line.IndexOf(Open, StringComparison.Ordinal); at >= 0; at = line.IndexOf(Open, StringComparison.Ordinal))
        {
            int end = line.IndexOf(Close, at, StringComparison.Ordinal);
            string name = line.Substring(at + Open.Length, end - at - Open.Length).Replace("{", "&lt;").Replace("}", "&gt;");
            line = line.Substring(0, at) + "<c>" + name + "</c>" + line.Substring(end + Close.Length);
        }

        // An exception is named by a reference alone: qualified, it needs no import.
        return line.Replace("<exception cref=\"", "<exception cref=\"global::Hal.");
    }
}
