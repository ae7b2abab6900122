using System.Runtime.InteropServices;
using System.Threading;
using Hal;

namespace Drivers;

// Follows a fix in virtio-drivers: "Use proper volatile read for VirtIO config space." (17f51ed).
public sealed unsafe class VirtioConsoleConfig<THal>
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Configuration
    {
        public ushort Columns;
        public ushort Rows;
        public uint MaxPorts;
        public uint EmergencyWrite;
    }

    private readonly Configuration* _config;

    public VirtioConsoleConfig(PhysAddr transport)
    {
        byte* registers = THal.MmioPhysToVirt(transport, 0x200);
        _config = (Configuration*)(registers + 0x100);
    }

    public (int Columns, int Rows) Size()
    {
        int columns = Volatile.Read(ref _config->Columns);
        int rows = Volatile.Read(ref _config->Rows);
        return (columns, rows);
    }

    public void Panic(string text)
    {
        foreach (char c in text)
        {
            Volatile.Write(ref _config->EmergencyWrite, c);
        }
    }
}
