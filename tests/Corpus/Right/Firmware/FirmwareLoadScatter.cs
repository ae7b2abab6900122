using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Loads a firmware as a scatter list: all chunks are mapped, then the device starts, then all are unmapped.</summary>
public static unsafe class ScatterLoader<THal>
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public ulong Address;
        public uint Length;
        public uint Last;
    }

    public static bool Load(Device device, FirmwareFile file)
    {
        PinnedBuffer?[] chunks = new PinnedBuffer?[file.Chunks];
        PhysAddr[] mapped = new PhysAddr[file.Chunks];
        Dma<THal>? list = null;
        try
        {
            list = new Dma<THal>(HalConstants.PagesFor((nuint)(file.Chunks * sizeof(Entry))), DriverToDevice);
            for (int i = 0; i < chunks.Length; i++)
            {
                PinnedBuffer chunk = new(file.LengthOf(i));
                chunks[i] = chunk;
                file.CopyChunk(i, chunk.Buffer.AsSpan());
                mapped[i] = THal.Share(chunk.Buffer, DriverToDevice);
                *list.Pointer<Entry>((nuint)(i * sizeof(Entry))) = new Entry
                {
                    Address = mapped[i].Value,
                    Length = (uint)chunk.Buffer.Length,
                    Last = i == chunks.Length - 1 ? 1u : 0u,
                };
            }

            device.Program(list.Paddr, file.Chunks * sizeof(Entry));
            device.Kick();
            bool started = device.Wait(3000);
            if (!started)
            {
                device.Reset();
            }

            return started;
        }
        finally
        {
            for (int i = 0; i < chunks.Length; i++)
            {
                if (mapped[i] != default)
                {
                    THal.Unshare(mapped[i], chunks[i]!.Buffer, DriverToDevice);
                }

                chunks[i]?.Dispose();
            }

            list?.Dispose();
        }
    }
}
