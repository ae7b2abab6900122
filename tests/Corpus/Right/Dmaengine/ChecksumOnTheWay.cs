using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A disk driver that lets an engine compute the checksum of what it is about to write. Engine and disk only read the data, one share
// serves both, and it ends once.
public sealed unsafe class ChecksummedWrite<THal>(CryptoUnit engine, Device disk) : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _digest = new(1, DeviceToDriver);

    public bool Write(DmaBuffer data, out ulong checksum)
    {
        checksum = 0;
        PhysAddr address = THal.Share(data, DriverToDevice);
        try
        {
            if (engine.Digest(address, data.Length, _digest.Paddr) != 0)
            {
                return false;
            }

            while (engine.Busy)
            {
                Thread.Yield();
            }

            checksum = *_digest.Pointer<ulong>(0);
            disk.WriteRegister(0x20, checksum);
            if (!disk.Submit(address, data.Length))
            {
                return false;
            }

            if (disk.Wait(1000))
            {
                return true;
            }

            disk.Reset();
            return false;
        }
        finally
        {
            THal.Unshare(address, data, DriverToDevice);
        }
    }

    public void Dispose() => _digest.Dispose();
}
