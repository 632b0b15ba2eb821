using System.Text;

namespace Gateway.Proxy;

/// <summary>Keeps bytes that are no UTF-8, as <see cref="HeaderText"/> says.</summary>
internal sealed class StrayByteFallback : DecoderFallback
{
    /// <inheritdoc/>
    // What is cut off or overlong has up to three bytes.
    public override int MaxCharCount => 6;

    /// <inheritdoc/>
    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Strays();

    private sealed class Strays : DecoderFallbackBuffer
    {
        private readonly char[] _pairs = new char[6];
        private int _count;
        private int _next;

        public override int Remaining => _count - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (_count, _next) = (0, 0);
            foreach (var stray in bytesUnknown)
            {
                (_pairs[_count], _pairs[_count + 1]) = HeaderText.PairOf(stray);
                _count += 2;
            }

            return _count > 0;
        }

        public override char GetNextChar() => _next < _count ? _pairs[_next++] : '\0';

        public override bool MovePrevious()
        {
            if (_next == 0)
            {
                return false;
            }

            _next--;
            return true;
        }

        public override void Reset() => (_count, _next) = (0, 0);
    }
}
