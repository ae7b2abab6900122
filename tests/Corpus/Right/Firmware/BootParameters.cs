using System;
using System.Runtime.InteropServices;
using System.Text;
using Devices;
using Hal;

namespace Drivers;

// A boot loader stage that leaves a parameter block for the next one. The block outlives the stage on purpose: it is abandoned when
// control passes on, and freed when it does not.
internal sealed unsafe class BootParameters<THal>
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public uint Magic;
        public uint Version;
        public ulong CommandLine;
        public uint CommandLineBytes;
        public uint Flags;
    }

    private const uint Magic = 0x5442_4F4F;
    private const int CommandLineOffset = 64;

    private readonly Device _cpu;

    public BootParameters(Device cpu) => _cpu = cpu;

    public bool HandOver(string commandLine)
    {
        byte[] text = Encoding.ASCII.GetBytes(commandLine);
        if (text.Length > HalConstants.PageSize - CommandLineOffset)
        {
            return false;
        }

        var block = new Dma<THal>(1, BufferDirection.DriverToDevice);
        text.CopyTo(block.AsSpan()[CommandLineOffset..]);
        *block.Pointer<Header>(0) = new Header
        {
            Magic = Magic,
            Version = 2,
            CommandLine = block.PaddrAt(CommandLineOffset).Value,
            CommandLineBytes = (uint)text.Length,
        };

        if (!_cpu.Submit(block.Paddr, HalConstants.PageSize))
        {
            block.Dispose();
            return false;
        }

        block.Abandon();
        return true;
    }
}
