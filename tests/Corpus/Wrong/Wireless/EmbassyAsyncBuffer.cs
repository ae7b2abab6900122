using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Embassy (embassy-net): after the await a link that is down returns without giving the memory back.
internal sealed class AsyncSender<THal>(BlockQueue queue, NetPort port)
    where THal : struct, IHal
{
    public async ValueTask<int> LoadAsync(ulong sector)
    {
        var memory = new Dma<THal>(1, Both); //! HAL2002
        int error = await queue.ReadAsync(sector, memory.Paddr, (int)memory.Length).ConfigureAwait(false);
        if (error != 0)
        {
            memory.Dispose();
            return error;
        }

        if (port is { LinkUp: false })
        {
            return -100;
        }

        int sent = port.Transmit(memory.Paddr, 512) ? 512 : -11;
        while (sent > 0 && port.ReapTransmitted() == 0)
        {
            await Task.Yield();
        }

        memory.Dispose();
        return sent;
    }
}
