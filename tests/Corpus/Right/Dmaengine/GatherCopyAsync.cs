using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Scattered pieces are copied to one target by as many tasks, joined before anything ends. The pieces' shares are in an array whose
// filled part is ended after the join, the target last.
public sealed class GatherCopy<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;

    public GatherCopy(DmaEngine engine) => _engine = engine;

    public async Task<int> CopyAsync(IReadOnlyList<DmaBuffer> pieces, DmaBuffer target)
    {
        var sources = new Shared<THal>[pieces.Count];
        var copies = new List<Task>(pieces.Count);
        var destination = new Shared<THal>(target, BufferDirection.DeviceToDriver);
        int made = 0;
        int offset = 0;
        try
        {
            foreach (DmaBuffer piece in pieces)
            {
                if (piece.Length > target.Length - offset)
                {
                    break;
                }

                sources[made] = new Shared<THal>(piece, BufferDirection.DriverToDevice);
                made++;
                copies.Add(_engine.CopyAsync(sources[made - 1].Paddr, destination.Paddr + offset, piece.Length));
                offset += piece.Length;
            }
        }
        finally
        {
            try
            {
                await Task.WhenAll(copies).ConfigureAwait(false);
            }
            finally
            {
                for (int i = 0; i < made; i++)
                {
                    sources[i].Unshare();
                }

                destination.Unshare();
            }
        }

        return offset;
    }
}
