using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The multicast filter upload of a network controller. The table is DMA memory for one call, and is given up on purpose when the
// firmware does not answer.
internal sealed unsafe class MulticastFilter<THal>
    where THal : struct, IHal
{
    private const uint SetFilter = 0x2A;
    private const int AddressBytes = 6;
    private const int MaxAddresses = HalConstants.PageSize / AddressBytes;

    private readonly Mailbox _mailbox;

    public MulticastFilter(Mailbox mailbox) => _mailbox = mailbox;

    public bool AllMulticast { get; private set; }

    public bool Apply(ReadOnlySpan<byte> addresses)
    {
        if (addresses.Length % AddressBytes != 0)
        {
            throw new ArgumentException("A hardware address has six bytes.", nameof(addresses));
        }

        int count = addresses.Length / AddressBytes;
        if (count > MaxAddresses)
        {
            AllMulticast = true;
            return true;
        }

        if (!Dma<THal>.TryCreate(1, DriverToDevice, out Dma<THal>? table))
        {
            return false;
        }

        addresses.CopyTo(table.AsSpan());
        if (!_mailbox.TryPost(SetFilter, table.Paddr))
        {
            table.Dispose();
            return false;
        }

        if (!_mailbox.WaitReply(500))
        {
            // The firmware may read the table at any time from now on.
            table.Abandon();
            return false;
        }

        table.Dispose();
        AllMulticast = false;
        return true;
    }
}
