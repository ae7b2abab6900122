using System;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Writes a record of a crash to a reserved disk area and then stops the machine. The way that returns ends the share; the way that stops
// the machine for good has nothing to give back.
public static class PanicRecord
{
    private const int RecordBytes = 512;

    /// <summary>Before anything happens: is the record readable and ours?</summary>
    public static bool Check<THal>(Device disk, DmaBuffer record)
        where THal : struct, IHal
    {
        PhysAddr address = THal.Share(record, DeviceToDriver);
        bool read = disk.Submit(address, record.Length);
        if (read && !disk.Wait(500))
        {
            disk.Reset();
            read = false;
        }

        THal.Unshare(address, record, DeviceToDriver);
        return read && record[0] == 'P' && record[1] == 'R';
    }

    [DoesNotReturn]
    public static void Write<THal>(Device disk, DmaBuffer record, string reason)
        where THal : struct, IHal
    {
        Panic.Unless(record.Length >= RecordBytes, "the record area is too small");
        Span<byte> bytes = record.AsSpan();
        bytes.Clear();
        bytes[0] = (byte)'P';
        bytes[1] = (byte)'R';
        for (int i = 0; i < reason.Length && i + 2 < RecordBytes; i++)
        {
            bytes[i + 2] = (byte)reason[i];
        }

        PhysAddr address = THal.Share(record, DriverToDevice);
        disk.Submit(address, record.Length);
        if (!disk.Wait(500))
        {
            disk.Reset();
        }

        THal.Unshare(address, record, DriverToDevice);
        Panic.Now(reason);
    }
}
