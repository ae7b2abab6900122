using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A list of messages of an I2C transaction; those that are short go by registers, and the flag says which was mapped.</summary>
public sealed class I2cMessages<THal>(Device adapter)
    where THal : struct, IHal
{
    [Flags]
    public enum MessageFlags
    {
        None = 0,
        Read = 1,
        DmaSafe = 2,
    }

    public struct Message
    {
        public byte Address;
        public MessageFlags Flags;
        public DmaBuffer Bytes;
    }

    public int Transfer(Span<Message> messages)
    {
        int done = 0;
        foreach (ref Message message in messages)
        {
            bool mapped = (message.Flags & MessageFlags.DmaSafe) != 0 && message.Bytes.Length >= 8;
            BufferDirection direction = message.Flags.HasFlag(MessageFlags.Read) ? DeviceToDriver : DriverToDevice;
            int error;
            if (mapped)
            {
                PhysAddr paddr = THal.Share(message.Bytes, direction);
                error = adapter.Start(paddr, message.Bytes.Length);
                if (error == 0 && !adapter.Wait(50))
                {
                    adapter.Reset();
                    error = -110;
                }

                THal.Unshare(paddr, message.Bytes, direction);
            }
            else
            {
                error = ByRegisters(in message);
            }

            if (error < 0)
            {
                return done > 0 ? done : error;
            }

            done++;
        }

        return done;
    }

    private int ByRegisters(in Message message)
    {
        if ((message.Flags & MessageFlags.Read) != 0)
        {
            foreach (ref byte b in message.Bytes.AsSpan())
            {
                b = (byte)adapter.ReadRegister(4);
            }
        }
        else
        {
            foreach (byte b in message.Bytes.AsReadOnlySpan())
            {
                adapter.WriteRegister(4, b);
            }
        }

        return adapter.Status;
    }
}
