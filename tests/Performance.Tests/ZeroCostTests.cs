using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace Hal.Performance.Tests;

/// <summary>
/// A driver that is generic over the HAL costs what one costs that is written for the one platform: the same machine code, and no byte allocated.
/// </summary>
public sealed class ZeroCostTests(BuiltLoops loops) : IClassFixture<BuiltLoops>
{
    public static TheoryData<string, string> Rows => new()
    {
        { "thin", "Loops:Thin" },
        { "share", "Loops:Share" },
        { "scope", "Loops:Scope" },
        { "abandon", "Loops:Abandon" },
        { "queue", "VirtQueue:TryAdd" },
        { "dma", "Loops:Dma" },
        { "mmio", "Loops:Mmio" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Binding_and_direct_call_are_the_same_machine_code(string row, string method)
    {
        MachineCode direct = loops.CodeOf("direct", row);
        MachineCode binding = loops.CodeOf("binding", row);

        Assert.Contains(direct.Methods, code => code.Key.StartsWith(method, System.StringComparison.Ordinal) && code.Value.Length > 10);
        Assert.Equal(direct.Methods.Keys, binding.Methods.Keys);
        Assert.All(direct.Methods, code => Assert.Equal(code.Value, binding.Methods[code.Key]));
    }

    // What the comparison above is worth: it sees the difference that any other way to call makes.
    [Theory]
    [InlineData("delegate")]
    [InlineData("interface")]
    public void Another_way_to_call_is_seen(string variant)
    {
        MachineCode direct = loops.CodeOf("direct", "thin");
        MachineCode other = loops.CodeOf(variant, "thin");

        string method = Assert.Single(direct.Methods.Keys, name => name.StartsWith("Loops:Thin", System.StringComparison.Ordinal));
        Assert.NotEqual(direct.Methods[method], other.Methods[method]);
    }

    [Fact]
    public void Every_row_is_compared() =>
        Assert.Equal(loops.Lines("list")[1].Split(' ').Order(), Rows.Select(row => (string)((object[])row)[0]).Order());

    [Fact]
    public void An_operation_allocates_nothing_not_even_when_checked_and_DMA_memory_one_small_object()
    {
        Dictionary<string, int> bytes = loops.Lines("bytes").Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => int.Parse(parts[1]));

        Assert.Contains("bookkeeping", bytes.Keys);
        Assert.InRange(bytes["dma"], 1, 48);
        Assert.All(bytes.Where(row => row.Key != "dma"), row => Assert.Equal(0, row.Value));
    }
}
