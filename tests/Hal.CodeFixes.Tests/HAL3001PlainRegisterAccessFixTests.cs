using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL3001PlainRegisterAccessFixTests
{
    private static readonly FlowFixRun Fix = new(new HAL3001PlainRegisterAccessFix());

    [Theory]
    [InlineData("*(uint*)(registers + 0x70) = 1;", "Volatile.Write(ref *(uint*)(registers + 0x70), 1);")]
    [InlineData("registers[4] = (byte)value; // start", "Volatile.Write(ref registers[4], (byte)value); // start")]
    [InlineData("value = ((uint*)registers)[2] & 1;", "value = Volatile.Read(ref ((uint*)registers)[2]) & 1;")]
    [InlineData("while ((*registers & 1) == 0) { }", "while ((Volatile.Read(ref *registers) & 1) == 0) { }")]
    [InlineData("((uint*)registers)[1] |= value | 4;", "Volatile.Write(ref ((uint*)registers)[1], Volatile.Read(ref ((uint*)registers)[1]) | (value | 4));")]
    [InlineData("registers[1] &= 0x7f;", "Volatile.Write(ref registers[1], (byte)(Volatile.Read(ref registers[1]) & 0x7f));")]
    [InlineData("registers[2]++;", "Volatile.Write(ref registers[2], (byte)(Volatile.Read(ref registers[2]) + 1));")]
    [InlineData("value = ((Plain*)registers)->Status;", "value = Volatile.Read(ref ((Plain*)registers)->Status);")]
    [InlineData("ref uint control = ref *(uint*)registers; control = value;", "ref uint control = ref *(uint*)registers; Volatile.Write(ref control, value);")]
    public void One_access(string before, string after) => Fix.Check(Start(before), Start(after));

    [Fact]
    public void All_also_within_each_other() => Fix.CheckAll(
        Start("*registers = registers[4]; registers[8] = 1;"),
        Start("Volatile.Write(ref *registers, Volatile.Read(ref registers[4])); Volatile.Write(ref registers[8], 1);"));

    [Theory]
    [InlineData("Plain copy = *(Plain*)registers;")]
    [InlineData("new Span<byte>(registers, 4).Clear();")]
    [InlineData("NativeMemory.Clear(registers, 64);")]
    [InlineData("byte last = registers[4]++;")]
    public void Nothing_for_what_is_no_single_access(string body) => Fix.NotOffered(Start(body));

    private static string Start(string body) =>
        $$"""
        struct Plain { public uint Control; public uint Status; }

        void Start(PhysAddr bar, uint value)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 4096);
            {{body}}
        }
        """;
}
