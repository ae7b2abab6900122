using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A message of a bus: small ones are sent by hand, others by a DMA-safe copy.</summary>
public sealed unsafe class BusMaster<THal>(Device controller)
    where THal : struct, IHal
{
    private const int Threshold = 16;

    private static byte* GetSafe(ReadOnlySpan<byte> message, bool read)
    {
        if (message.Length < Threshold)
        {
            return null;
        }

        byte* safe = (byte*)NativeMemory.Alloc((nuint)message.Length);
        if (!read)
        {
            message.CopyTo(new Span<byte>(safe, message.Length));
        }

        return safe;
    }

    private static void PutSafe(byte* safe, Span<byte> message, bool read, bool transferred)
    {
        if (safe == null)
        {
            return;
        }

        if (read && transferred)
        {
            new ReadOnlySpan<byte>(safe, message.Length).CopyTo(message);
        }

        NativeMemory.Free(safe);
    }

    public int Transfer(Span<byte> message, bool read)
    {
        byte* safe = GetSafe(message, read);
        if (safe == null)
        {
            return ByHand(message, read);
        }

        BufferDirection way = read ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        var buffer = new DmaBuffer(safe, message.Length);
        PhysAddr address;
        try
        {
            address = THal.Share(buffer, way);
        }
        catch (DmaException)
        {
            PutSafe(safe, message, read, false);
            return ByHand(message, read);
        }

        int error = controller.Start(address, message.Length);
        if (error >= 0 && !controller.Wait(50))
        {
            controller.Reset();
            error = -110;
        }

        THal.Unshare(address, buffer, way);
        PutSafe(safe, message, read, error >= 0);
        return error;
    }

    private int ByHand(Span<byte> message, bool read)
    {
        for (int i = 0; i < message.Length; i++)
        {
            if (read)
            {
                message[i] = (byte)controller.ReadRegister(4);
            }
            else
            {
                controller.WriteRegister(4, message[i]);
            }
        }

        return 0;
    }
}
