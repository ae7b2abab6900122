using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace Hal.Tests.Support;

/// <summary>Sources broken at random, as half-typed and pasted code is: always the same for a seed.</summary>
internal static class Mutants
{
    private static readonly string[] Inserted = "static partial class [HalImplementation] < > { } ( ) file record Share ; , => ? await".Split(' ');

    /// <summary>How many mutants a test runs: its own number, or HALGEN_MUTANTS for a long run.</summary>
    public static int Count(int ofTheTest) => int.TryParse(Environment.GetEnvironmentVariable("HALGEN_MUTANTS"), out int count) ? count : ofTheTest;

    /// <summary>One to three edits of whole tokens: dropped, doubled, swapped with another, put in, or everything from one on cut off.</summary>
    public static string Mutate(string source, int seed)
    {
        var random = new Random(seed);
        List<string> tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.ToFullString()).ToList();
        for (int edits = random.Next(1, 4); edits > 0 && tokens.Count > 1; edits--)
        {
            int at = random.Next(tokens.Count);
            switch (random.Next(6))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 2:
                    int other = random.Next(tokens.Count);
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 3:
                    tokens.RemoveRange(at, Math.Min(random.Next(1, 20), tokens.Count - at));
                    break;
                case 4 when random.Next(4) == 0:
                    tokens.RemoveRange(at, tokens.Count - at);
                    break;
                default:
                    tokens.Insert(at, Inserted[random.Next(Inserted.Length)] + " ");
                    break;
            }
        }

        return string.Concat(tokens);
    }
}
