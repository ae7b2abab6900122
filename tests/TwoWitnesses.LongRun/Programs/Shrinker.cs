using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Hal.TwoWitnesses.Programs;

/// <summary>The programs that are one step simpler than another: a statement less, a block instead of what it stands in, a helper less.</summary>
internal static class Shrinker
{
    /// <summary>All of them; some are not C#. Numbered from 0, so that they can be checked together.</summary>
    public static ImmutableArray<DriverProgram> Simpler(DriverProgram program) =>
        [.. Methods(program.Methods).Select((methods, index) => new DriverProgram(index, methods).WithoutUncalled())];

    private static IEnumerable<ImmutableArray<Method>> Methods(ImmutableArray<Method> methods)
    {
        for (int i = methods.Length - 1; i >= 0; i--)
        {
            if (i > 0)
            {
                yield return methods.RemoveAt(i);
            }

            foreach (Block body in Blocks(methods[i].Body))
            {
                yield return methods.SetItem(i, methods[i] with { Body = body });
            }
        }
    }

    private static IEnumerable<Block> Blocks(Block block)
    {
        ImmutableArray<Statement> statements = block.Statements;
        for (int i = statements.Length - 1; i >= 0; i--)
        {
            yield return new Block(statements.RemoveAt(i));
            if (i + 1 < statements.Length)
            {
                // A variable and its only use go together.
                yield return new Block(statements.RemoveRange(i, 2));
            }

            if (statements[i] is not Compound compound)
            {
                continue;
            }

            foreach (Part part in compound.Parts)
            {
                yield return new Block(statements.RemoveAt(i).InsertRange(i, part.Body.Statements));
            }

            foreach (Compound simpler in Compounds(compound))
            {
                yield return new Block(statements.SetItem(i, simpler));
            }
        }
    }

    private static IEnumerable<Compound> Compounds(Compound compound)
    {
        for (int i = compound.Parts.Length - 1; i >= 0; i--)
        {
            if (compound.Parts.Length > 1)
            {
                yield return compound with { Parts = compound.Parts.RemoveAt(i) };
            }

            foreach (Block body in Blocks(compound.Parts[i].Body))
            {
                yield return compound with { Parts = compound.Parts.SetItem(i, compound.Parts[i] with { Body = body }) };
            }
        }
    }
}
