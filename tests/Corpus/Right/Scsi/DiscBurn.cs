using System.IO;
using Devices;
using Hal;

namespace Drivers;

// Like cdrecord's ring of a burner: sectors must be there in time, and an underrun ends the disc. Three buffers turn; each is waited for
// before it is filled again, and all are waited for at the end.
public sealed class DiscBurner<THal>(DmaEngine writer, PhysAddr fifo)
    where THal : struct, IHal
{
    private const int Buffers = 3;
    private const int Bytes = 32 * 2048;

    public bool Burn(Stream image)
    {
        var memory = new PinnedBuffer[Buffers];
        var shares = new Shared<THal>[Buffers];
        var cookies = new int[Buffers];
        for (int i = 0; i < Buffers; i++)
        {
            memory[i] = new PinnedBuffer(Bytes);
        }

        bool good = true;
        int turn = 0;
        try
        {
            while (good)
            {
                good = Finish(shares, cookies, turn);
                if (!good)
                {
                    break;
                }

                int read = image.ReadAtLeast(memory[turn].Buffer.AsSpan(), Bytes, throwOnEndOfStream: false);
                if (read == 0)
                {
                    break;
                }

                shares[turn] = new Shared<THal>(memory[turn].Buffer.Slice(0, read), BufferDirection.DriverToDevice);
                cookies[turn] = writer.Submit(shares[turn].Paddr, fifo, read);
                if (cookies[turn] < 0)
                {
                    shares[turn].Unshare();
                    shares[turn] = default;
                    good = false;
                }

                turn = (turn + 1) % Buffers;
            }
        }
        finally
        {
            for (int i = 0; i < Buffers; i++)
            {
                good &= Finish(shares, cookies, i);
                memory[i].Dispose();
            }
        }

        return good;
    }

    private bool Finish(Shared<THal>[] shares, int[] cookies, int index)
    {
        if (shares[index].Buffer.IsEmpty)
        {
            return true;
        }

        bool done = writer.WaitFor(cookies[index], 5000);
        if (!done)
        {
            writer.Terminate();
        }

        shares[index].Unshare();
        shares[index] = default;
        return done;
    }
}
