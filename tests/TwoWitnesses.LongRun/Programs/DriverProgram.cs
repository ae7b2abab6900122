using System.Collections.Immutable;
using System.Linq;

namespace Hal.TwoWitnesses.Programs;

/// <summary>A random driver program: <c>Run</c>, which is its first method, and the helpers that it calls.</summary>
/// <param name="Number">Which program of its seed it is.</param>
/// <param name="Methods">The methods.</param>
internal sealed record DriverProgram(int Number, ImmutableArray<Method> Methods)
{
    public const string RunSignature = "public static void Run(DmaBuffer x, DmaBuffer y)";

    /// <summary>The program without helpers that nothing calls: no run shows what is wrong in them.</summary>
    public DriverProgram WithoutUncalled()
    {
        Method? uncalled = Methods.Skip(1).FirstOrDefault(method => !Methods.Any(caller => caller != method && Calls(caller.Body, method.Name)));
        return uncalled is null ? this : (this with { Methods = Methods.Remove(uncalled) }).WithoutUncalled();
    }

    private static bool Calls(Block block, string name) => block.Statements.Any(statement => statement switch
    {
        Line line => line.Text.Contains(name + "(", System.StringComparison.Ordinal),
        Compound compound => compound.Parts.Any(part => part.Header.Contains(name + "(", System.StringComparison.Ordinal) || Calls(part.Body, name)),
        _ => false,
    });

    /// <summary>The name of the class that it becomes.</summary>
    public string ClassName => $"Program{Number}";
}
