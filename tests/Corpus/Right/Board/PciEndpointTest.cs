using System;
using System.Linq;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The host's side of the PCIe endpoint test: the endpoint reads, writes or copies host memory and tells a checksum.</summary>
public sealed class EndpointTest<THal>(MmioRegion bar)
    where THal : struct, IHal
{
    private const nuint CommandRegister = 4, StatusRegister = 8, Source = 12, Destination = 20, Size = 28, Checksum = 32;

    public bool TestWrite(DmaBuffer source)
    {
        Random.Shared.NextBytes(source.AsSpan());
        bar.Write32(Checksum, Crc(source.AsReadOnlySpan()));
        using var shared = new SharedScope<THal>(source, DriverToDevice);
        bar.Write64(Source, shared.Paddr.Value);
        return Run(8, source.Length, 0x20);
    }

    public bool TestRead(DmaBuffer destination)
    {
        bool ran;
        using (var shared = new SharedScope<THal>(destination, DeviceToDriver))
        {
            bar.Write64(Destination, shared.Paddr.Value);
            ran = Run(16, destination.Length, 0x40);
        }

        return ran && Crc(destination.AsReadOnlySpan()) == bar.Read32(Checksum);
    }

    public bool TestCopy(DmaBuffer source, DmaBuffer destination)
    {
        Random.Shared.NextBytes(source.AsSpan());
        PhysAddr from = THal.Share(source, DriverToDevice);
        bool copied = false;
        try
        {
            PhysAddr to = THal.Share(destination, DeviceToDriver);
            try
            {
                bar.Write64(Source, from.Value);
                bar.Write64(Destination, to.Value);
                copied = Run(32, source.Length, 0x80);
            }
            finally
            {
                THal.Unshare(to, destination, DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(from, source, DriverToDevice);
        }

        return copied && source.AsReadOnlySpan().SequenceEqual(destination.AsReadOnlySpan());
    }

    private bool Run(uint command, int size, uint good)
    {
        bar.Write32(Size, (uint)size);
        bar.Write32(CommandRegister, command);
        for (int tries = 0; tries < 1000; tries++)
        {
            uint status = bar.Read32(StatusRegister);
            if (status != 0)
            {
                return (status & good) != 0;
            }

            Thread.Sleep(1);
        }

        bar.Write32(CommandRegister, 0);
        while (bar.Read32(StatusRegister) == 0xFFFF)
        {
            Thread.Sleep(1);
        }

        return false;
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = 0;
        foreach (byte value in data)
        {
            crc = System.Numerics.BitOperations.RotateLeft(crc, 5) ^ value;
        }

        return crc;
    }
}
