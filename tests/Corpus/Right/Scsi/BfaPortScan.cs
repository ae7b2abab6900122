using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "scsi: bfa: release allocated memory in case of error": the page of a port that does not answer is given back
// before the next is tried.
public sealed class PortScan<THal>(Device[] ports)
    where THal : struct, IHal
{
    public Dma<THal>? FirstAnswer { get; private set; }

    public int Scan()
    {
        if (FirstAnswer is not null)
        {
            return -16;
        }

        for (int i = 0; i < ports.Length; i++)
        {
            if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? page))
            {
                return -12;
            }

            if (!ports[i].Submit(page.Paddr))
            {
                page.Dispose();
                continue;
            }

            if (ports[i].Wait(10))
            {
                FirstAnswer = page;
                return i;
            }

            ports[i].Reset();
            page.Dispose();
        }

        return -19;
    }

    public void Close()
    {
        foreach (Device port in ports)
        {
            port.Reset();
        }

        FirstAnswer?.Dispose();
        FirstAnswer = null;
    }
}
