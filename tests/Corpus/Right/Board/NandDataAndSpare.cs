using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Reads and programs NAND pages: the data area by DMA, the spare area by registers.</summary>
public sealed class NandController<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private const nuint Command = 0x00, Row = 0x04, DataAddress = 0x08, DataLength = 0x10, State = 0x14, Spare = 0x40;
    private const uint Busy = 1, EccFailed = 2, ProgramFailed = 4;

    public enum Outcome
    {
        Good,
        Uncorrectable,
        ProgramFailed,
        TimedOut,
    }

    public Outcome ReadPage(uint row, DmaBuffer page, Span<byte> spare)
    {
        PhysAddr paddr = THal.Share(page, DeviceToDriver);
        Outcome outcome = Run(0x30, row, paddr, page.Length);
        THal.Unshare(paddr, page, DeviceToDriver);
        if (outcome is Outcome.Good)
        {
            for (int i = 0; i < spare.Length; i++)
            {
                spare[i] = registers.Read8(Spare + (nuint)i);
            }
        }

        return outcome;
    }

    public Outcome ProgramPage(uint row, DmaBuffer page, ReadOnlySpan<byte> spare)
    {
        for (int i = 0; i < spare.Length; i++)
        {
            registers.Write8(Spare + (nuint)i, spare[i]);
        }

        PhysAddr paddr = THal.Share(page, DriverToDevice);
        try
        {
            return Run(0x10, row, paddr, page.Length);
        }
        finally
        {
            THal.Unshare(paddr, page, DriverToDevice);
        }
    }

    private Outcome Run(uint command, uint row, PhysAddr data, int length)
    {
        registers.Write64(DataAddress, data.Value);
        registers.Write32(DataLength, (uint)length);
        registers.Write32(Row, row);
        registers.Write32(Command, command);
        var deadline = Deadline.In(50);
        uint state;
        while (((state = registers.Read32(State)) & Busy) != 0)
        {
            if (deadline.Expired)
            {
                // The reset command stops the DMA as well; only then may the page be taken back.
                registers.Write32(Command, 0xFF);
                return Outcome.TimedOut;
            }

            Thread.SpinWait(20);
        }

        return state switch
        {
            _ when (state & EccFailed) != 0 => Outcome.Uncorrectable,
            _ when (state & ProgramFailed) != 0 => Outcome.ProgramFailed,
            _ => Outcome.Good,
        };
    }
}
