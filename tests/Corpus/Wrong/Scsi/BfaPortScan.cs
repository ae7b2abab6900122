using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "scsi: bfa: release allocated memory in case of error": a loop that looks for the first answering port goes on
// without giving back the page of the one before.
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
            if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? page)) //! HAL2002 (no fix: jump)
            {
                return -12;
            }

            if (!ports[i].Submit(page.Paddr))
            {
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
