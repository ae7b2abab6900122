using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A port of an AHCI controller: command list, received FISes and one command table.</summary>
public sealed unsafe class AhciPort<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint CommandList = 0x00;
    private const nuint FisBase = 0x08;
    private const nuint Command = 0x18;
    private const nuint Issue = 0x38;

    private readonly MmioRegion _registers;
    private readonly Dma<THal> _list;
    private readonly Dma<THal> _fis;
    private readonly Dma<THal> _table;

    public AhciPort(MmioRegion hba, int port)
    {
        _registers = hba.Slice(0x100 + ((nuint)port * 0x80), 0x80);
        Dma<THal>? list = null;
        Dma<THal>? fis = null;
        try
        {
            list = new Dma<THal>(1, Both);
            fis = new Dma<THal>(1, DeviceToDriver);
            _table = new Dma<THal>(1, DriverToDevice);
        }
        catch (DmaException)
        {
            fis?.Dispose();
            list?.Dispose();
            throw;
        }

        _list = list;
        _fis = fis;
        _registers.Write64(CommandList, _list.Paddr.Value);
        _registers.Write64(FisBase, _fis.Paddr.Value);
        _registers.Write32(Command, 0x11);
    }

    public bool Read(ulong lba, DmaBuffer into)
    {
        using var shared = new SharedScope<THal>(into, DeviceToDriver);
        uint* header = _list.Pointer<uint>(0);
        header[0] = (1u << 16) | 5;
        header[1] = 0;
        *_list.Pointer<ulong>(8) = _table.Paddr.Value;

        byte* fis = _table.Vaddr(0);
        fis[0] = 0x27;
        fis[1] = 0x80;
        fis[2] = 0x25;
        for (int i = 0; i < 6; i++)
        {
            fis[4 + i + (i / 3)] = (byte)(lba >> (8 * i));
        }

        *_table.Pointer<ulong>(0x80) = shared.Paddr.Value;
        *_table.Pointer<uint>(0x8C) = (uint)into.Length - 1;
        _registers.Write32(Issue, 1);

        var deadline = Deadline.In(10_000);
        while ((_registers.Read32(Issue) & 1) != 0)
        {
            if (deadline.Expired)
            {
                Stop();
                return false;
            }
        }

        return true;
    }

    private void Stop()
    {
        _registers.Write32(Command, 0);
        while ((_registers.Read32(Command) & 0xC000) != 0)
        {
            Thread.SpinWait(100);
        }
    }

    public void Dispose()
    {
        Stop();
        _table.Dispose();
        _fis.Dispose();
        _list.Dispose();
    }
}
