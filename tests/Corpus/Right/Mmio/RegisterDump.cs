using System.Text;
using Hal;

namespace Drivers;

/// <summary>Dumps registers of a BAR, of which the last words may not fill a line.</summary>
public static class RegisterDump
{
    public static string Dump<THal>(PhysAddr bar, nuint size)
        where THal : struct, IHal
    {
        if (size == 0)
        {
            return "";
        }

        MmioRegion registers = MmioRegion.Map<THal>(bar, size);
        var text = new StringBuilder();
        for (nuint offset = 0; offset + sizeof(uint) <= size; offset += sizeof(uint))
        {
            if (offset % 16 == 0)
            {
                text.Append($"{(offset == 0 ? "" : "\n")}{bar + (ulong)offset}:");
            }

            text.Append($" {registers.Read32(offset):x8}");
        }

        return text.ToString();
    }
}
