using System;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Writes memory to a disk while the kernel dies: no locks, no allocation, all memory was taken in advance.</summary>
public sealed unsafe class CrashDumper<THal>
    where THal : struct, IHal
{
    private readonly Device _disk;
    private readonly Dma<THal> _bounce;

    public CrashDumper(Device disk)
    {
        _disk = disk;
        _bounce = new Dma<THal>(16, DriverToDevice);
    }

    [DoesNotReturn]
    public void Dump(byte* start, nuint length)
    {
        ulong sector = 1;
        for (nuint done = 0; done < length;)
        {
            int count = (int)Math.Min(length - done, _bounce.Length);
            Buffer.MemoryCopy(start + done, _bounce.Vaddr(0), (ulong)_bounce.Length, (ulong)count);
            _disk.WriteRegister(1, sector);
            _disk.Program(_bounce.Paddr, count);
            _disk.Kick();
            while (!_disk.Poll())
            {
            }

            done += (nuint)count;
            sector += (ulong)(count + 511) / 512;
        }

        Environment.FailFast("dumped");
    }

    public void Disarm()
    {
        _disk.Reset();
        _bounce.Dispose();
    }
}
