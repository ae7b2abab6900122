using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like command chains: the first buffer is the command and goes to the device, the others are its data. The command's share is a local,
// the data's shares are a list; both have their end in the same finally.
public sealed class CommandChain<THal>(VirtioTransport transport, Queue queue)
    where THal : struct, IHal
{
    public bool Execute(params DmaBuffer[] buffers)
    {
        if (buffers is not [var command, .. var data])
        {
            return false;
        }

        PhysAddr first = THal.Share(command, DriverToDevice);
        var rest = new List<Shared<THal>>(data.Length);
        try
        {
            foreach (DmaBuffer buffer in data)
            {
                rest.Add(new Shared<THal>(buffer, DeviceToDriver));
            }

            if (queue.Free < buffers.Length)
            {
                return false;
            }

            queue.Add(first, command);
            foreach (Shared<THal> share in rest)
            {
                queue.Add(share.Paddr, share.Buffer);
            }

            transport.Notify(0);
            int popped = 0;
            while (popped < buffers.Length && !transport.Broken)
            {
                popped += queue.TryPop(out _, out _) ? 1 : 0;
            }

            if (popped < buffers.Length)
            {
                transport.Reset();
                return false;
            }

            return true;
        }
        finally
        {
            foreach (Shared<THal> share in Enumerable.Reverse(rest))
            {
                share.Unshare();
            }

            THal.Unshare(first, command, DriverToDevice);
        }
    }
}
