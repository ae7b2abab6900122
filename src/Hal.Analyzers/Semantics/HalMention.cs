using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Hal.Analyzers.Semantics;

/// <summary>
/// Whether the code of a compilation says <c>Hal</c> anywhere, as it must in order to name a type of that namespace: in a using, in a namespace
/// of its own, or before the type. A program that references the package and does not use it is told by its text, and no body of it is looked at.
/// </summary>
internal static class HalMention
{
    private const string Word = "Hal";
    private const int BufferSize = 8192;

    public static bool IsIn(Compilation compilation, CancellationToken cancellation)
    {
        // What a script's host uses without saying so stands in no file.
        if (compilation.Options is not CSharpCompilationOptions { Usings.IsEmpty: true })
        {
            return true;
        }

        var buffer = new char[BufferSize];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            // A text that is not at hand, as in an editor, is not fetched for this.
            if (!tree.TryGetText(out SourceText? text) || IsIn(text, buffer))
            {
                return true;
            }

            cancellation.ThrowIfCancellationRequested();
        }

        return false;
    }

    private static bool IsIn(SourceText text, char[] buffer)
    {
        // Pieces overlap by the word and a character on either side of it.
        int step = buffer.Length - Word.Length - 2;
        for (int start = 0; start < text.Length; start += step)
        {
            int count = Math.Min(buffer.Length, text.Length - start);
            text.CopyTo(start, buffer, 0, count);
            bool isLast = start + count == text.Length;
            if (IsIn(buffer.AsSpan(0, count), isFirst: start == 0, isLast))
            {
                return true;
            }

            if (isLast)
            {
                break;
            }
        }

        return false;
    }

    /// <summary>Whether the word stands in a piece of text, with no letter beside it.</summary>
    private static bool IsIn(ReadOnlySpan<char> piece, bool isFirst, bool isLast)
    {
        int found;
        for (int from = 0; (found = piece.Slice(from).IndexOf(Word.AsSpan())) >= 0; from += found + 1)
        {
            int before = from + found - 1;
            int after = from + found + Word.Length;
            if ((before < 0 ? isFirst : !IsPartOfName(piece[before])) && (after == piece.Length ? isLast : !IsPartOfName(piece[after])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPartOfName(char character) => SyntaxFacts.IsIdentifierPartCharacter(character);
}
