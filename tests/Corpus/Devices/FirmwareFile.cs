using System;

namespace Devices;

/// <summary>A firmware file in chunks.</summary>
public class FirmwareFile
{
    public int Chunks => 8;

    public int Length { get; set; }

    public bool Verified { get; set; }

    public int LengthOf(int chunk) => Length / Chunks;

    public void CopyChunk(int chunk, Span<byte> into) => into.Clear();
}
