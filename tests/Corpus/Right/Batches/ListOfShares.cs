using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A job of a video codec: shares are collected in a list and ended by foreach in a finally.</summary>
public sealed class CodecJob<THal>
    where THal : struct, IHal
{
    private readonly Device _codec = new();

    public bool Run(IReadOnlyList<DmaBuffer> planes)
    {
        var shares = new List<Shared<THal>>(planes.Count);
        try
        {
            foreach (DmaBuffer plane in planes)
            {
                var share = new Shared<THal>(plane, BufferDirection.Both);
                shares.Add(share);
                _codec.Program(share.Paddr, plane.Length);
            }

            _codec.Kick();
            return _codec.Wait(40);
        }
        finally
        {
            foreach (Shared<THal> share in shares)
            {
                share.Unshare();
            }
        }
    }
}
