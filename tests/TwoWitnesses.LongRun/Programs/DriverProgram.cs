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
        Method? uncalled = Methods.Skip(1).FirstOrDefault(method => !Methods.Any(caller => caller != method && Says(caller.Body, method.Name + "(")));
        return uncalled is null ? this : (this with { Methods = Methods.Remove(uncalled) }).WithoutUncalled();
    }

    /// <summary>Whether it keeps shares in an array: the loop that fills one joins the paths on which it turned more or less often.</summary>
    public bool HasArrays => Methods.Any(method => Says(method.Body, "new PhysAddr[") || Says(method.Body, ">["));

    private static bool Says(Block block, string text) => block.Statements.Any(statement => statement switch
    {
        Line line => line.Text.Contains(text, System.StringComparison.Ordinal),
        Compound compound => compound.Parts.Any(part => part.Header.Contains(text, System.StringComparison.Ordinal) || Says(part.Body, text)),
        _ => false,
    });

    /// <summary>The name of the class that it becomes.</summary>
    public string ClassName => $"Program{Number}";
}
