using System.Runtime.InteropServices;
using System;
using Hal;

namespace Drivers;

// Follows a fix in ACRN: "hv: use MMIO read/write APIs to access MMIO registers" (pull request 1713).
public sealed unsafe class MsixTablePlain<THal>
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public ulong Address;
        public uint Data;
        public uint Control;
    }

    public static int MaskAll(PhysAddr table, int entries)
    {
        Entry* entry = (Entry*)THal.MmioPhysToVirt(table, 0x1000);
        int count = Math.Min(entries, 256);
        for (int i = 0; i < count; i++)
        {
            entry[i].Control |= 1; //! HAL3001
        }

        return count;
    }
}
