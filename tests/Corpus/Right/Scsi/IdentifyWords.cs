using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The identify command of an ATA driver with one command table in memory. The table is disposed by using, the sector buffer is unshared
// before its words are read.
internal sealed unsafe class AtaIdentify<THal>
    where THal : struct, IHal
{
    private const int SectorBytes = 512;
    private const int TableBytes = 0x80;

    [StructLayout(LayoutKind.Sequential)]
    private struct Region
    {
        public ulong Address;
        public uint Reserved;
        public uint Count;
    }

    private readonly Device _port;

    public AtaIdentify(Device port) => _port = port;

    public string? Model()
    {
        using var table = new Dma<THal>(1, DriverToDevice);
        using var sector = new PinnedBuffer(SectorBytes);
        Shared<THal> data = new(sector.Buffer, DeviceToDriver);

        byte* command = table.Vaddr(0);
        command[0] = 0x27;
        command[1] = 0x80;
        command[2] = 0xEC;
        Region* region = table.Pointer<Region>(TableBytes);
        region->Address = data.Paddr.Value;
        region->Count = SectorBytes - 1;

        _port.Program(table.Paddr, TableBytes + sizeof(Region));
        _port.Kick();
        bool done = _port.Wait(1000);
        if (!done)
        {
            _port.Reset();
        }

        data.Unshare();
        return done && _port.Status == 0 ? ModelOf(sector.Buffer.AsReadOnlySpan()) : null;
    }

    private static string ModelOf(ReadOnlySpan<byte> words)
    {
        var characters = new char[40];
        for (int i = 0; i < characters.Length; i += 2)
        {
            characters[i] = (char)words[54 + i + 1];
            characters[i + 1] = (char)words[54 + i];
        }

        return new string(characters).TrimEnd();
    }
}
