using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Prints a document through a bulk pipe, with a status request before each piece. Pieces have a scope each; a printer out of paper
// leaves the loop with nothing shared.
public sealed class PrinterStream<THal>(Device printer)
    where THal : struct, IHal
{
    private const int PieceBytes = 8192;

    [Flags]
    private enum Status : byte
    {
        NoError = 0x08,
        Selected = 0x10,
        PaperEmpty = 0x20,
    }

    public int Print(System.IO.Stream document)
    {
        byte[] piece = GC.AllocateUninitializedArray<byte>(PieceBytes, pinned: true);
        using var memory = new PinnedBuffer(piece);
        int printed = 0;
        int read;
        while ((read = document.Read(piece)) > 0)
        {
            if (!IsReady())
            {
                Log.Info("the printer wants attention");
                break;
            }

            if (!SendPiece(memory.Buffer.Slice(0, read)))
            {
                break;
            }

            printed += read;
        }

        return printed;
    }

    private bool IsReady()
    {
        var status = (Status)printer.ReadRegister(1);
        return status.HasFlag(Status.NoError | Status.Selected) && !status.HasFlag(Status.PaperEmpty);
    }

    private bool SendPiece(DmaBuffer piece)
    {
        using var shared = new SharedScope<THal>(piece, DriverToDevice);
        if (printer.Start(shared.Paddr, piece.Length) != 0)
        {
            return false;
        }

        if (!printer.Wait(30_000))
        {
            printer.Reset();
            return false;
        }

        return true;
    }
}
