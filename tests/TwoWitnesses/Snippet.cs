using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers;
using Hal.TwoWitnesses.Comparing;
using Hal.TwoWitnesses.Programs;
using Xunit;

namespace Hal.TwoWitnesses.Tests;

/// <summary>A program that a test writes down: one statement or head of a block on a line, and a brace on a line of its own.</summary>
internal static class Snippet
{
    /// <summary>Both witnesses over the body of a program, and its helpers by their signatures.</summary>
    public static ProgramResult Check(string body, params (string Signature, string Body)[] helpers)
    {
        ImmutableArray<Method> methods =
        [
            new Method(DriverProgram.RunSignature, Parse(body)),
            .. helpers.Select(helper => new Method(helper.Signature, Parse(helper.Body))),
        ];
        return Assert.Single(Batch.Check([new DriverProgram(0, methods)], new ContractAnalyzer()));
    }

    private static Block Parse(string body)
    {
        var lines = new Queue<string>(body.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
        Block block = ParseBlock(lines);
        return lines.Count == 0 ? block : throw new FormatException("a brace too many");
    }

    private static Block ParseBlock(Queue<string> lines)
    {
        var statements = new List<Statement>();
        while (lines.Count > 0 && lines.Peek() != "}")
        {
            string line = lines.Dequeue();
            if (lines.Count == 0 || lines.Peek() != "{")
            {
                statements.Add(new Line(line));
                continue;
            }

            lines.Dequeue();
            var part = new Part(line, ParseBlock(lines));
            lines.Dequeue();
            bool goesOn = line.Split(' ')[0] is "else" or "catch" or "finally";
            if (goesOn)
            {
                var before = (Compound)statements[^1];
                statements[^1] = before with { Parts = before.Parts.Add(part) };
            }
            else if (line == "do")
            {
                statements.Add(new Compound([part], Trailer: lines.Dequeue()));
            }
            else
            {
                statements.Add(Compound.Of(part));
            }
        }

        return new Block([.. statements]);
    }
}
