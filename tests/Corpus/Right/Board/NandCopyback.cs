using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Moves a page of NAND flash: read, correct, program, with the spare area in a buffer of its own. Read and program share page and spare
// each their own way, by scopes that end between the two.
public sealed class NandMover<THal>(Device nand) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _page = new(2048);
    private readonly PinnedBuffer _spare = new(64);

    public bool Move(int from, int to)
    {
        if (!Transfer(from, DeviceToDriver, 0x30))
        {
            return false;
        }

        if (IsErased(_spare.Buffer.AsReadOnlySpan()))
        {
            return true;
        }

        _spare.Buffer[0] = 0xFF;
        return Transfer(to, DriverToDevice, 0x10);
    }

    public void Dispose()
    {
        _page.Dispose();
        _spare.Dispose();
    }

    private bool Transfer(int row, BufferDirection direction, ulong command)
    {
        using var page = new SharedScope<THal>(_page.Buffer, direction);
        using var spare = new SharedScope<THal>(_spare.Buffer, direction);
        nand.WriteRegister(0x04, (ulong)row);
        nand.WriteRegister(0x08, page.Paddr.Value);
        nand.WriteRegister(0x10, spare.Paddr.Value);
        nand.WriteRegister(0x00, command);
        if (nand.Wait(50))
        {
            return (nand.ReadRegister(0x18) & 1) == 0;
        }

        nand.Reset();
        return false;
    }

    private static bool IsErased(ReadOnlySpan<byte> spare) => !spare.ContainsAnyExcept((byte)0xFF);
}
